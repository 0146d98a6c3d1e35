import type { AccessTables } from './tables/access-tables.ts'
import type { ActivityTables } from './tables/activity-tables.ts'
import type { CatalogueTables } from './tables/catalogue-tables.ts'
import type { ContactTables } from './tables/contact-tables.ts'
import type { DemoTables } from './tables/demo-tables.ts'
import type { ReportTables } from './tables/report-tables.ts'
import type { RequestTables } from './tables/request-tables.ts'

/** What the migrations make, in the words of Kysely: a member for each table, columns as they are called in SQL. */
export interface Tables
  extends CatalogueTables,
    AccessTables,
    ContactTables,
    ActivityTables,
    RequestTables,
    ReportTables,
    DemoTables {}
