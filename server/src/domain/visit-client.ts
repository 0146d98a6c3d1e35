/** What is noted of the browser or app with which a visit is made. */
export interface VisitClient {
  /** By its user agent. */
  readonly isRobot: boolean
  readonly device: Device | null
  readonly location: Location | null
  /** As far as the setting `addresses.store` allows. */
  readonly address: string | null
}

export interface Device {
  /** `desktop`, `mobile`, `tablet`, `tv` or another word of the recognising library. */
  readonly type: string | null
  readonly vendor: string | null
  readonly model: string | null
  readonly browser: string | null
  readonly browserVersion: string | null
  readonly system: string | null
  readonly systemVersion: string | null
}

export interface Location {
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null
  readonly region: string | null
  readonly city: string | null
}
