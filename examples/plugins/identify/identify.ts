import { defineProcessor, Type, tracked } from '@waymark/server/pipeline'

const Text = Type.String()

/**
 * Says who a visitor is:
 * `{ "identify": { "source": "crm", "identifier": "4711", "fields": { "firstName": "Ada" } } }`.
 */
export default [
  defineProcessor({
    name: 'identify',
    api: 'sitecore',
    schema: Type.Object({
      identify: Type.Object({
        source: Text,
        identifier: Text,
        // Only what an app is meant to set: everybody can send items with the key of a page.
        fields: Type.Optional(
          Type.Partial(Type.Object({ email: Text, firstName: Text, lastName: Text, companyName: Text }), {
            additionalProperties: false,
          }),
        ),
      }),
    }),
    process({ identify: { source, identifier, fields } }, context) {
      context.identify(source, identifier)
      if (fields !== undefined) context.setFields(fields)
      // The activity that carries both, and that people see in the timeline.
      context.addEvent('Identified', { value: source })
      return tracked()
    },
  }),
]
