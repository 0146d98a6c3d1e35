export function findForbiddenImports(root: string): string[]
export function judgeImport(file: string, imported: string): string | null
export function importedFiles(file: string, text: string): string[]
