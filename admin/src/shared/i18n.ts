import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

// English comes with each feature (define-texts.ts); other languages would be loaded beside it.
await i18next.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  resources: {},
  // React escapes.
  interpolation: { escapeValue: false },
  returnNull: false,
})
