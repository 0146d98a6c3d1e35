import type { ComponentType } from 'react'

/** A filter of a list. Its value is what stands in the address: text, several values separated by commas. */
export interface FilterSpec {
  readonly name: string
  readonly label: string
  /** The value in words, inside its chip. */
  readonly Value: ComponentType<{ value: string }>
  readonly Editor: ComponentType<FilterEditorProperties>
}

export interface FilterEditorProperties {
  readonly label: string
  readonly value: string | undefined
  /** undefined takes the filter away. */
  readonly onChange: (value: string | undefined) => void
  readonly onClose: () => void
}

export interface FilterOption {
  readonly value: string
  readonly label: string
}
