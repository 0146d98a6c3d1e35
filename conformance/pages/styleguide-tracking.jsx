// The vendor's sample component as its package has it, in the frame that its app would give it.
import { SitecoreContext } from '@sitecore-jss/sitecore-jss-react'
import StyleguideTracking from 'create-sitecore-jss/dist/templates/react/src/components/styleguide/Styleguide-Tracking.js'
import { createRoot } from 'react-dom/client'

const layoutData = { sitecore: { context: { itemId: 'a-page' }, route: { placeholders: {} } } }
const rendering = { uid: '{7F765FCB-3B10-58FD-8AA7-B346EF38C9BB}', componentName: 'Styleguide-Tracking' }
const fields = { heading: { value: 'Tracking' }, description: { value: 'Sends events.' } }

createRoot(document.body.appendChild(document.createElement('main'))).render(
  <SitecoreContext componentFactory={() => null} layoutData={layoutData}>
    <StyleguideTracking fields={fields} rendering={rendering} />
  </SitecoreContext>,
)
