/** A function that remembers what it gave. */
export interface Memory<Value> {
  get(text: string): Value
  forget(): void
}

/**
 * Remembers what `compute` gives for the texts that were asked for last: at least `size` of them and at most twice as
 * many. In two generations, so that finding a text writes nothing but for the first time since the older one was young;
 * a list in the order of use would be written at each look-up.
 */
export function remember<Value>(size: number, compute: (text: string) => Value): Memory<Value> {
  let young = new Map<string, Value>()
  let old = new Map<string, Value>()
  return {
    get(text) {
      let value = young.get(text)
      // A value may itself be undefined or null: only the map knows.
      if (value !== undefined || young.has(text)) return value as Value
      value = old.has(text) ? (old.get(text) as Value) : compute(text)
      if (young.size >= size) {
        old = young
        young = new Map()
      }
      young.set(text, value)
      return value
    },
    forget() {
      young = new Map()
      old = new Map()
    },
  }
}
