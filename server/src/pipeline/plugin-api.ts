// What plug-ins import as `@waymark/server/pipeline` (docs/spec/waymark.md §5): grows, and changes otherwise only with
// a new major version.

export { type Static, Type } from 'typebox'
export {
  type DefinitionProcessorDefinition,
  defineDefinitionProcessor,
} from './define-definition-processor.ts'
export {
  defineHook,
  type Hook,
  type HookContext,
  type HookDefinition,
  type StoredActivities,
  type StoredActivity,
} from './define-hook.ts'
export { defineProcessor, type ProcessorDefinition } from './define-processor.ts'
export {
  dropped,
  failed,
  next,
  type Processor,
  type ProcessorContext,
  type ProcessorResult,
  tracked,
} from './processor.ts'
