/** A document with everything that docs/spec/waymark.md §3 names. */
export const provisioningExample = {
  languages: [
    { code: 'en', name: 'English', default: true },
    { code: 'es', name: 'Spanish', fallback: 'en' },
  ],
  channels: [
    {
      id: 'a3f4bc8b-6d84-454f-8215-cbec70bfaadd',
      name: 'Mobile app',
      codeName: 'mobile',
      language: 'en',
      apiKeys: [
        { name: 'tracking', access: 'tracking', secret: 'dev-tracking-key' },
        { name: 'content', access: 'published', secret: 'dev-published-key' },
        { name: 'old', access: 'tracking', secret: 'dev-disabled-key', enabled: false },
        {
          name: 'jss',
          access: 'sitecore',
          secret: '{8C9E1A52-0B5D-4C1D-9B61-6D7D5A5B2F10}',
          corsOrigins: 'https://app.example.com;http://localhost:3000',
        },
      ],
      requireConsent: null,
      allowProvisional: false,
      removedProcessors: '',
    },
  ],
  activityTypes: [
    { name: 'custom_loan_calculator', displayName: 'Loan calculator usage' },
    { name: 'custom_off', displayName: 'Off', enabled: false },
  ],
  goals: [
    { id: '{0E4F7B8A-0B5D-4C1D-9B61-6D7D5A5B2F11}', name: 'Register', displayName: 'Register', points: 50 },
  ],
  events: [{ name: 'Download' }],
  outcomes: [{ name: 'Opportunity', era: null }],
  campaigns: [{ name: 'Spring', channel: 'email' }],
  consents: [
    {
      name: 'TrackingConsent',
      displayName: 'Tracking',
      texts: { en: { shortText: '<p>Short</p>', fullText: '<p>Full</p>' } },
    },
  ],
  contactFields: [{ name: 'loyaltyNumber', label: 'Loyalty number', type: 'text' }],
  contactGroups: [{ name: 'Leads', displayName: 'Leads', condition: {} }],
  settings: {
    'sitecore.enabled': true,
    'headless.enabled': true,
    'headless.trackingEnabled': true,
    'headless.corsAllowedOrigins': 'www.example.com;localhost:3000',
    'visit.timeoutMinutes': 20,
  },
  users: [{ email: 'admin@example.com', password: 'correct horse battery', role: 'admin' }],
  tokens: [{ name: 'ci', secret: 'dev-admin-token', role: 'admin' }],
}
