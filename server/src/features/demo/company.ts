/**
 * The company whose visitors the demo shows: Fernhill Cycles sells bicycles and has them repaired, in a web shop and in
 * an app for riders. Its addresses are in `.example`, which never belongs to anybody (RFC 2606).
 */

export interface Page {
  readonly url: string
  readonly title: string
}

export interface Product extends Page {
  readonly name: string
  /** Whole units of either currency. */
  readonly price: number
}

export interface Category {
  readonly page: Page
  readonly products: readonly Product[]
}

const shop = 'https://www.fernhill.example'
const app = 'app://fernhill.rides'

function page(path: string, title: string): Page {
  return { url: `${shop}${path}`, title: `${title} | Fernhill Cycles` }
}

/** `name price` entries, the best-selling ones first. */
function category(path: string, title: string, products: string): Category {
  return {
    page: page(`/${path}`, title),
    products: products.split('; ').map((entry) => {
      const [name = '', price = ''] = entry.split(' @ ')
      const slug = name.toLowerCase().replaceAll(' ', '-')
      return { ...page(`/${path}/${slug}`, name), name, price: Number(price) }
    }),
  }
}

/** The busiest first. */
export const categories: readonly Category[] = [
  category(
    'e-bikes',
    'E-bikes',
    'Marlow 3 Electric @ 2499; Brook Cargo Electric @ 4899; Alder City Electric @ 2199; Fell Trail Electric @ 3899; Marlow 5 Electric @ 3199; Heron Folding Electric @ 1999',
  ),
  category(
    'city-bikes',
    'City bikes',
    'Marlow 3 @ 749; Alder City @ 629; Alder City Step-Through @ 649; Heron Folding @ 899; Harbour 8 @ 989; Harbour Belt @ 1149; Quay Single @ 459',
  ),
  category(
    'gravel-and-road',
    'Gravel and road bikes',
    'Fell Gravel 2 @ 1899; Fell Gravel 1 @ 1299; Ridge Road @ 2299; Ridge Road Carbon @ 3999; Moor Touring @ 1599',
  ),
  category(
    'kids',
    'Bikes for kids',
    'Wren 16 @ 249; Wren 20 @ 319; Wren Balance @ 119; Wren 24 @ 379; Brook Trailer @ 449',
  ),
  category(
    'accessories',
    'Accessories',
    'Ember Light Set @ 49; Tarn Lock @ 79; Copse Pannier Pair @ 129; Ember Rear Light @ 24; Beck Bottle @ 14; Tarn Chain Lock @ 99; Copse Basket @ 39; Bell of Brass @ 19; Phone Mount @ 29; Floor Pump @ 45',
  ),
  category(
    'helmets-and-clothing',
    'Helmets and clothing',
    'Crag City Helmet @ 69; Crag Road Helmet @ 139; Drizzle Jacket @ 159; Drizzle Trousers @ 99; Wool Jersey @ 89; Wren Kids Helmet @ 45; Winter Gloves @ 39',
  ),
  category(
    'parts-and-tools',
    'Parts and tools',
    'Tyre Pair 28 @ 59; Brake Pads @ 18; Chain 9-speed @ 25; Multi-Tool 14 @ 34; Inner Tube 28 @ 8; Repair Stand @ 149; Cassette 9-speed @ 42; Saddle Heath @ 79',
  ),
]

export const pages = {
  home: page('/', 'Bicycles for every day'),
  cart: page('/cart', 'Your cart'),
  checkout: page('/checkout', 'Checkout'),
  confirmation: page('/checkout/thank-you', 'Thank you for your order'),
  register: page('/account/register', 'Create your account'),
  login: page('/account/login', 'Sign in'),
  account: page('/account', 'Your account'),
  orders: page('/account/orders', 'Your orders'),
  stores: page('/stores', 'Our stores'),
  testRide: page('/test-ride', 'Book a test ride'),
  workshop: page('/workshop', 'Workshop and repairs'),
  workshopBooking: page('/workshop/book', 'Book a repair'),
  contact: page('/contact', 'Contact'),
  business: page('/business', 'Bikes for business'),
  businessLeasing: page('/business/leasing', 'Leasing for teams'),
  businessQuote: page('/business/quote', 'Ask for a quote'),
  sizeFinder: page('/size-finder', 'Find your size'),
  newsletter: page('/newsletter', 'Our newsletter'),
  privacy: page('/privacy', 'Privacy'),
  search: page('/search', 'Search'),
} as const satisfies Record<string, Page>

/** The newest, most read first. */
export const articles: readonly Page[] = [
  page('/journal/commuting-in-the-rain', 'Commuting in the rain, and liking it'),
  page('/journal/e-bike-battery-care', 'How to care for an e-bike battery'),
  page('/journal/what-size-of-bike', 'What size of bike do I need?'),
  page('/journal/gravel-weekends', 'Five gravel weekends by train'),
  page('/journal/school-run', 'The school run by cargo bike'),
  page('/journal/winter-tyres', 'Do bicycles need winter tyres?'),
  page('/journal/wheel-true', 'Truing a wheel at the kitchen table'),
  page('/journal/workshop-stories', 'Stories from our workshop'),
  page('/journal/belt-or-chain', 'Belt or chain?'),
  page('/journal/our-new-store', 'Our new store on the river'),
]

export const downloads = [
  'catalogue.pdf',
  'size-guide.pdf',
  'leasing-terms.pdf',
  'marlow-manual.pdf',
] as const

export const searches = [
  'e-bike',
  'helmet',
  'lock',
  'kids bike',
  'marlow',
  'panniers',
  'gravel',
  'repair',
  'gift card',
  'tubeless',
] as const

function screen(path: string, title: string): Page {
  return { url: `${app}/${path}`, title }
}

export const screens = {
  home: screen('home', 'Home'),
  map: screen('map', 'Map'),
  ride: screen('ride', 'Record a ride'),
  summary: screen('ride/summary', 'Your ride'),
  routes: screen('routes', 'Routes nearby'),
  garage: screen('garage', 'My bikes'),
  service: screen('garage/service', 'Service log'),
  friends: screen('friends', 'Friends'),
  challenges: screen('challenges', 'Challenges'),
  profile: screen('profile', 'Profile'),
  settings: screen('settings', 'Settings'),
  membership: screen('membership', 'Membership'),
} as const satisfies Record<string, Page>

export const routes = [
  'River loop',
  'Old railway',
  'Hill and back',
  'Market round',
  'Lake circle',
  'Harbour commute',
] as const

/** Where visits come from that no campaign has brought; none is somebody typing the address. */
export const referrers: readonly (string | null)[] = [
  null,
  'https://www.google.com/',
  'https://www.google.com/',
  'https://www.google.com/',
  null,
  'https://www.bing.com/',
  'https://duckduckgo.com/',
  'https://www.instagram.com/',
  'https://www.facebook.com/',
  'https://www.youtube.com/',
  'https://www.reddit.com/r/bikecommuting/',
  'https://cityrider.example/tests/best-e-bikes',
  'https://slowmiles.example/gear/panniers',
]

export const employers: readonly string[] = [
  ...['Brightwater Logistics', 'Kestrel Software', 'Nordlicht Pflege', 'Maison Verte', 'Delta Couriers'],
  ...['Hartmann & Söhne', 'Studio Okafor', 'City of Ashford', 'Tulip Health', 'Grupo Almendra'],
  ...['Seaview Hotels', 'Pine Street Bakery', 'Quantum Print', 'Harbour University', 'Lumen Energy'],
]
export const employerPositions: readonly string[] = [
  ...[
    'Facility manager',
    'Head of people',
    'Fleet manager',
    'Owner',
    'Office manager',
    'Sustainability officer',
  ],
  ...['Purchasing', 'Managing director'],
]
export const positions: readonly string[] = [
  ...['Teacher', 'Engineer', 'Nurse', 'Designer', 'Student', 'Carpenter', 'Accountant', 'Chef', 'Architect'],
  ...['Developer', 'Librarian', 'Physiotherapist', 'Journalist', 'Electrician'],
]
