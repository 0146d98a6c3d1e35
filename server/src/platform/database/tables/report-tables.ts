import type { Day, Json, Timestamp } from './columns.ts'

/** Sums of whole days, from which reports are made. */
export interface ReportTables {
  report_changes: ReportChangesTable
  report_days: ReportDaysTable
  report_visits: ReportVisitsTable
}

interface ReportChangesTable {
  day: Day
  changes: number
}

interface ReportDaysTable {
  day: Day
  time_zone: string
  changes: number
  made_at: Timestamp
}

interface ReportVisitsTable {
  dimension: number
  day: Day
  channel_id: number
  robot: boolean
  number: number
  text: string
  visits: number
  bounces: number
  conversions: number
  points: number
  page_views: number
  goals: number
  events: number
  outcomes: number
  campaigns: number
  clicks: number
  data_inputs: number
  customs: number
  reached: number
  reached_points: number
  money: Json<Record<string, number>> | null
  durations: number[] | null
  duration_visits: number[] | null
}
