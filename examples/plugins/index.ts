import commerce from './commerce/commerce.ts'
import identify from './identify/identify.ts'

/** Several plug-ins as one: `WAYMARK_PLUGINS` names one module. */
export default [...identify, ...commerce]
