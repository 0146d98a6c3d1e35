import type { JsonValue } from '../../domain/json.ts'
import { MAX_JSON_DEPTH, readJson } from '../../platform/json/read-json.ts'
import { findProblem } from '../schema-problem.ts'
import { type ProvisioningDocument, ProvisioningDocumentSchema } from './document.schemas.ts'
import { findJsonMistake } from './find-json-mistake.ts'
import { ProvisioningError } from './provisioning-error.ts'

/** Reads the bytes of a provisioning file, as far as they can be judged without looking at what is stored. Throws a
 * {@link ProvisioningError}. */
export function readDocument(bytes: Buffer): ProvisioningDocument {
  const document = readJsonOf(bytes)
  const problem = findProblem(ProvisioningDocumentSchema, document)
  if (problem !== null) throw ProvisioningError.at(problem.path, problem.message)
  return document as ProvisioningDocument
}

function readJsonOf(bytes: Buffer): JsonValue {
  const reading = readJson(bytes)
  if (reading.ok || reading.code === 'malformed_json') {
    const mistake = findJsonMistake(bytes.toString().replace(/^\ufeff/, ''))
    if (mistake !== null) {
      const { line, column, message } = mistake
      throw ProvisioningError.at('', `is not valid JSON at line ${line}, column ${column}: ${message}`)
    }
  }
  if (reading.ok) return reading.value
  switch (reading.code) {
    case 'malformed_json':
      throw ProvisioningError.at('', 'is not valid UTF-8')
    case 'too_deep':
      throw ProvisioningError.at('', `is nested more than ${MAX_JSON_DEPTH} levels deep`)
    case 'nul_character':
      throw ProvisioningError.at(reading.path ?? '', 'holds a NUL character, which cannot be stored')
    case 'number_out_of_range':
      throw ProvisioningError.at(reading.path ?? '', 'is a number too large to be stored')
  }
}
