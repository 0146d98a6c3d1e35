interface DescribedSchema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly examples?: readonly unknown[]
  readonly example?: unknown
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly DescribedSchema[]
  readonly properties?: Readonly<Record<string, DescribedSchema>>
  readonly items?: DescribedSchema
  readonly minimum?: number
}

interface Media {
  readonly schema: DescribedSchema
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>
}

type Content = Readonly<Record<string, Media>>

interface Operation {
  readonly requestBody?: { readonly content?: Content }
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, DescribedSchema>> }
}

/** The JSON that operations take and, where all goes well, answer. */
export function listJson({ paths }: Document): { readonly name: string; readonly media: Media }[] {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  return operations.flatMap(({ path, method, operation: { requestBody, responses } }) => {
    const replies = Object.entries(responses).filter(([status]) => status.startsWith('2'))
    return [['body', requestBody] as const, ...replies].flatMap(([what, described]) => {
      const media = described?.content?.['application/json']
      return media === undefined ? [] : [{ name: `${method} ${path} ${what}`, media }]
    })
  })
}

/** The example that a reader sees: that of the whole, else made of those of its members. */
export function exampleOf(media: Media, document: Document): { example: unknown; missing: string[] } {
  const missing: string[] = []
  const [named] = Object.values(media.examples ?? {})
  const example = media.example ?? named?.value ?? compose(media.schema, '')
  return { example, missing }

  function compose(schema: DescribedSchema, path: string): unknown {
    if (schema.$ref !== undefined) {
      const component = document.components.schemas[schema.$ref.split('/').at(-1) ?? '']
      return component === undefined ? leave(path) : compose(component, path)
    }
    const own = [...(schema.examples ?? []), schema.example, schema.const, ...(schema.enum ?? [])]
    const given = own.find((one) => one !== undefined)
    if (given !== undefined) return given
    if (schema.anyOf?.[0] !== undefined) return compose(schema.anyOf[0], path)
    const [type] = [schema.type].flat()
    if (schema.properties !== undefined)
      return Object.fromEntries(
        Object.entries(schema.properties).map(([name, member]) => [name, compose(member, `${path}.${name}`)]),
      )
    if (type === 'array' && schema.items !== undefined) return [compose(schema.items, `${path}[]`)]
    if (type === 'boolean') return false
    if (type === 'integer' || type === 'number') return schema.minimum ?? 0
    return leave(path)
  }

  function leave(path: string): undefined {
    missing.push(path)
  }
}
