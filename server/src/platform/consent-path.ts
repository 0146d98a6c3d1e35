/** Where visitors give and revoke consent: beside the base path of the Sitecore API, its last part replaced. */
export function consentPathBeside(sitecorePath: string): string {
  return sitecorePath.replace(/[^/]*$/, 'consent')
}
