// A page of an app on another origin: the official client, set up as the newest templates do.
import { NativeDataFetcher } from 'jss23/dist/esm/native-fetcher.js'
import { trackingApi } from 'jss23/tracking.js'

window.track = (events, { host, key, fetcherConfig, headers }) => {
  const fetcher = new NativeDataFetcher(fetcherConfig)
  return trackingApi.trackEvent(events, {
    host,
    querystringParams: { sc_apikey: key },
    // What the client hands over wins over the fetcher's own configuration: headers are added here.
    fetcher: (url, init) => fetcher.fetch(url, { ...init, headers: { ...init.headers, ...headers } }),
  })
}
