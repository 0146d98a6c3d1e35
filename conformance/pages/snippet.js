// What the admin and docs/integrate tell people to write into a module of their app; the test says which text that is.
import { trackEvent } from 'virtual:snippet'

window.trackEvent = trackEvent
