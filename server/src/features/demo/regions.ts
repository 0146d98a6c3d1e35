/** Where the people of the demo live: names as they are written there, places, money and time. */
export interface Region {
  /** Of its people among all. */
  readonly weight: number
  /** ISO 3166-1 alpha-3, as contacts have it, and alpha-2, as locations have it. */
  readonly country: string
  readonly country2: string
  /** Hours from UTC. Winter time all the year round: nobody will notice. */
  readonly utcOffset: number
  readonly currency: 'EUR' | 'USD'
  readonly phonePrefix: string
  readonly firstNames: readonly Name[]
  readonly lastNames: readonly Name[]
  readonly places: readonly Place[]
  readonly streets: readonly string[]
}

/** `ascii` is how it stands in an e-mail address. */
export interface Name {
  readonly text: string
  readonly ascii: string
}

export interface Place {
  readonly city: string
  readonly zip: string
  /** Of the United States only. */
  readonly state: string | null
}

/** Blank-separated; `text=ascii` where the script is not Latin, `_` for a blank within a name. */
function names(list: string): Name[] {
  return list.split(' ').map((entry) => {
    const [text = '', ascii = text] = entry.replaceAll('_', ' ').split('=')
    return { text, ascii: toAscii(ascii) }
  })
}

function toAscii(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .replaceAll('ı', 'i')
    .replaceAll('đ', 'd')
    .normalize('NFD')
    .replace(/[^a-z]/g, '')
}

function places(list: string): Place[] {
  return list.split('; ').map((entry) => {
    const [city = '', zip = '', state] = entry.split(', ')
    return { city, zip, state: state ?? null }
  })
}

export const regions: readonly Region[] = [
  {
    ...{
      weight: 22,
      country: 'DEU',
      country2: 'DE',
      utcOffset: 1,
      currency: 'EUR',
      phonePrefix: '+49 30 5550',
    },
    firstNames: names(
      'Lena Jonas Marie Paul Sophie Felix Hannah Lukas Jürgen Käthe Björn Greta Emre Aylin Matthias Ute',
    ),
    lastNames: names(
      'Müller Schneider Fischer Weber Wagner Becker Schäfer Koch Groß Krüger Vogel Yılmaz Kaya Jansen Roth Lindner',
    ),
    places: places(
      'Freiburg, 79098; Berlin, 10115; Hamburg, 20095; München, 80331; Köln, 50667; Leipzig, 04109',
    ),
    streets: ['Lindenstraße', 'Am Stadtgarten', 'Bergweg', 'Goethestraße', 'Mühlgasse'],
  },
  {
    ...{
      weight: 17,
      country: 'USA',
      country2: 'US',
      utcOffset: -6,
      currency: 'USD',
      phonePrefix: '+1 555 010',
    },
    firstNames: names(
      'Olivia Liam Emma Noah Ava Ethan Madison Tyler Keisha DeShawn Camila Mateo Aaliyah Wei Grace Hunter',
    ),
    lastNames: names(
      'Smith Johnson Williams Brown Garcia Martinez Davis Nguyen Washington O’Connor Lee Patel Cohen Rivera Kim Baker',
    ),
    places: places(
      'Portland, 97201, OR; Austin, 78701, TX; Denver, 80202, CO; Madison, 53703, WI; Brooklyn, 11201, NY; Oakland, 94612, CA',
    ),
    streets: ['Maple Street', 'Lakeview Drive', '5th Avenue', 'Sunset Boulevard', 'Mill Road'],
  },
  {
    ...{
      weight: 11,
      country: 'GBR',
      country2: 'GB',
      utcOffset: 0,
      currency: 'EUR',
      phonePrefix: '+44 20 7946 0',
    },
    firstNames: names(
      'Amelia Oliver Isla Harry Poppy George Freya Arthur Zara Mohammed Priya Callum Siân Niamh Rhys Imogen',
    ),
    lastNames: names(
      'Taylor Evans Thomas Wilson Hughes Khan Singh MacDonald Fraser Okafor Bennett Clarke Ahmed Walsh Price Hart',
    ),
    places: places('Bristol, BS1 4ST; London, N1 6XQ; Leeds, LS1 3HB; Edinburgh, EH1 1RE; Cardiff, CF10 1EP'),
    streets: ['High Street', 'Station Road', 'Church Lane', 'Victoria Road', 'Mill Lane'],
  },
  {
    ...{
      weight: 9,
      country: 'FRA',
      country2: 'FR',
      utcOffset: 1,
      currency: 'EUR',
      phonePrefix: '+33 1 99 00 1',
    },
    firstNames: names(
      'Chloé Gabriel Léa Raphaël Manon Hugo Inès Théo Zoé François Amélie Youssef Maëlle Noé Océane Loïc',
    ),
    lastNames: names(
      'Martin Bernard Dubois Lefèvre Moreau Rousseau Benali Girard Faure Le_Gall Dupré Fontaine Diallo Chevalier Rey Noël',
    ),
    places: places('Lyon, 69001; Paris, 75011; Nantes, 44000; Strasbourg, 67000; Toulouse, 31000'),
    streets: ['rue de la République', 'avenue Jean Jaurès', 'rue des Lilas', 'quai du Rhône'],
  },
  {
    ...{
      weight: 7,
      country: 'NLD',
      country2: 'NL',
      utcOffset: 1,
      currency: 'EUR',
      phonePrefix: '+31 20 555 0',
    },
    firstNames: names(
      'Sanne Daan Fleur Bram Lotte Sem Anouk Thijs Femke Ruben Noor Jeroen Maartje Bas Fenna Wouter',
    ),
    lastNames: names(
      'de_Jong Jansen de_Vries van_den_Berg Bakker Visser Smit Meijer Mulder Bos van_Dijk Hendriks Dekker Brouwer',
    ),
    places: places('Utrecht, 3511 CE; Amsterdam, 1017 AB; Groningen, 9712 JN; Eindhoven, 5611 EM'),
    streets: ['Kerkstraat', 'Molenweg', 'Julianalaan', 'Dorpsstraat'],
  },
  {
    ...{
      weight: 6,
      country: 'ESP',
      country2: 'ES',
      utcOffset: 1,
      currency: 'EUR',
      phonePrefix: '+34 91 055 0',
    },
    firstNames: names(
      'Lucía Hugo Martina Pablo Sofía Íñigo Carmen Álvaro Begoña Jordi Nerea Xavier Ángela Iker Noa Joaquín',
    ),
    lastNames: names(
      'García Fernández González Rodríguez López Martínez Núñez Ibáñez Puig Etxeberria Muñoz Ortega Vidal Castaño',
    ),
    places: places('Barcelona, 08001; Madrid, 28004; Valencia, 46001; Bilbao, 48001; Sevilla, 41001'),
    streets: ['Calle Mayor', 'Avenida de la Constitución', 'Carrer de Mallorca', 'Paseo del Prado'],
  },
  {
    ...{
      weight: 5,
      country: 'POL',
      country2: 'PL',
      utcOffset: 1,
      currency: 'EUR',
      phonePrefix: '+48 22 555 0',
    },
    firstNames: names(
      'Zofia Jan Hanna Antoni Maja Szymon Łucja Stanisław Małgorzata Piotr Agnieszka Wojciech',
    ),
    lastNames: names(
      'Nowak Kowalska Wiśniewski Wójcik Kamińska Lewandowski Zieliński Szymańska Dąbrowski Kozłowski Jankowska',
    ),
    places: places('Kraków, 31-005; Warszawa, 00-001; Gdańsk, 80-001; Wrocław, 50-001'),
    streets: ['ulica Długa', 'ulica Ogrodowa', 'aleja Róż', 'ulica Polna'],
  },
  {
    ...{
      weight: 4,
      country: 'SWE',
      country2: 'SE',
      utcOffset: 1,
      currency: 'EUR',
      phonePrefix: '+46 8 555 01',
    },
    firstNames: names(
      'Alice Lars Ebba Göran Maja Åke Saga Nils Linnéa Björn Elsa Östen Ingrid Axel Tuva Malin',
    ),
    lastNames: names(
      'Andersson Lindström Johansson Öberg Nilsson Åkesson Bergström Svensson Hägglund Sjöberg Holm',
    ),
    places: places('Göteborg, 411 05; Stockholm, 111 20; Malmö, 211 20; Uppsala, 753 10'),
    streets: ['Storgatan', 'Skolgatan', 'Björkvägen', 'Hamngatan'],
  },
  {
    ...{
      weight: 4,
      country: 'ITA',
      country2: 'IT',
      utcOffset: 1,
      currency: 'EUR',
      phonePrefix: '+39 06 555 0',
    },
    firstNames: names(
      'Giulia Leonardo Sofia Francesco Aurora Niccolò Chiara Alessandro Beatrice Matteo Viola Lorenzo',
    ),
    lastNames: names(
      'Rossi Russo Ferrari Esposito Bianchi Romano Colombo D’Angelo Greco De_Luca Costa Fontana',
    ),
    places: places('Bologna, 40121; Milano, 20121; Torino, 10121; Firenze, 50122'),
    streets: ['Via Roma', 'Corso Garibaldi', 'Via Dante', 'Viale dei Mille'],
  },
  {
    ...{
      weight: 3,
      country: 'JPN',
      country2: 'JP',
      utcOffset: 9,
      currency: 'USD',
      phonePrefix: '+81 3 5550 0',
    },
    firstNames: names(
      '陽葵=himari 蓮=ren 結衣=yui 大翔=hiroto さくら=sakura 健太=kenta 美咲=misaki 翔太=shota 葵=aoi 直樹=naoki',
    ),
    lastNames: names(
      '佐藤=sato 鈴木=suzuki 高橋=takahashi 田中=tanaka 渡辺=watanabe 伊藤=ito 山本=yamamoto 中村=nakamura 小林=kobayashi',
    ),
    places: places('京都市, 600-8001; 東京都, 150-0001; 大阪市, 530-0001; 札幌市, 060-0001'),
    streets: ['中央', '本町', '桜丘'],
  },
  {
    ...{
      weight: 3,
      country: 'BRA',
      country2: 'BR',
      utcOffset: -3,
      currency: 'USD',
      phonePrefix: '+55 11 5550 ',
    },
    firstNames: names('Júlia Miguel Larissa João Beatriz Antônio Luíza Thiago Conceição Rafael Iara Caetano'),
    lastNames: names(
      'Silva Santos Oliveira Souza Pereira Conceição Araújo Guimarães Ribeiro Barbosa dos_Anjos',
    ),
    places: places('São Paulo, 01001-000; Curitiba, 80010-000; Recife, 50010-000; Brasília, 70040-010'),
    streets: ['Rua das Flores', 'Avenida Paulista', 'Rua Sete de Setembro'],
  },
  {
    ...{
      weight: 3,
      country: 'IND',
      country2: 'IN',
      utcOffset: 5.5,
      currency: 'USD',
      phonePrefix: '+91 80 5550 ',
    },
    firstNames: names(
      'Aarav Ananya Vihaan Diya Arjun Meera Kabir Ishita आरव=aarav प्रिया=priya Lakshmi Karthik',
    ),
    lastNames: names('Sharma Patel Reddy Iyer Gupta Nair Das शर्मा=sharma Mukherjee Kulkarni Chandrasekaran'),
    places: places('Bengaluru, 560001; Pune, 411001; Mumbai, 400001; Kolkata, 700001'),
    streets: ['MG Road', 'Station Road', 'Lake View Road'],
  },
  {
    ...{
      weight: 2,
      country: 'UKR',
      country2: 'UA',
      utcOffset: 2,
      currency: 'EUR',
      phonePrefix: '+380 44 555 0',
    },
    firstNames: names(
      'Оксана=oksana Андрій=andrii Юлія=yuliia Тарас=taras Соломія=solomiia Богдан=bohdan Олена=olena Назар=nazar',
    ),
    lastNames: names(
      'Шевченко=shevchenko Коваленко=kovalenko Бондар=bondar Мельник=melnyk Гончар=honchar Лисенко=lysenko',
    ),
    places: places('Львів, 79000; Київ, 01001; Одеса, 65000'),
    streets: ['вулиця Франка', 'вулиця Садова', 'проспект Миру'],
  },
  {
    ...{
      weight: 2,
      country: 'EGY',
      country2: 'EG',
      utcOffset: 2,
      currency: 'USD',
      phonePrefix: '+20 2 5550 0',
    },
    firstNames: names(
      'فاطمة=fatma محمد=mohamed مريم=mariam أحمد=ahmed نور=nour يوسف=youssef سلمى=salma عمر=omar',
    ),
    lastNames: names(
      'حسن=hassan إبراهيم=ibrahim السيد=elsayed عبد_الرحمن=abdelrahman فاروق=farouk منصور=mansour',
    ),
    places: places('القاهرة, 11511; الإسكندرية, 21500; الجيزة, 12511'),
    streets: ['شارع النيل', 'شارع التحرير'],
  },
  {
    ...{
      weight: 2,
      country: 'GRC',
      country2: 'GR',
      utcOffset: 2,
      currency: 'EUR',
      phonePrefix: '+30 21 0555 0',
    },
    firstNames: names(
      'Ελένη=eleni Γιώργος=giorgos Κατερίνα=katerina Νίκος=nikos Δέσποινα=despoina Χρήστος=christos',
    ),
    lastNames: names(
      'Παπαδόπουλος=papadopoulos Οικονόμου=oikonomou Γεωργίου=georgiou Ιωάννου=ioannou Δήμου=dimou',
    ),
    places: places('Θεσσαλονίκη, 546 21; Αθήνα, 105 57; Πάτρα, 262 21'),
    streets: ['Ερμού', 'Αγίου Δημητρίου', 'Εθνικής Αντιστάσεως'],
  },
]
