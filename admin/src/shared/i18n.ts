import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

// English comes with each feature (define-texts.ts); other languages would be loaded beside it.
void i18next.use(initReactI18next).init({
  // Here and now: features add their words as they are loaded.
  initAsync: false,
  lng: 'en',
  fallbackLng: 'en',
  resources: {},
  // React escapes.
  interpolation: { escapeValue: false },
  returnNull: false,
})

export { i18next }
