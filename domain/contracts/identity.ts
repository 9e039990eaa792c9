/** The names things are known by. Every id that crosses an edge is checked against one of these. */
import { z } from 'zod';

/** Milliseconds since 1970-01-01 UTC, as a station or platform clock read it. */
export const instant = z.number().int().nonnegative();
/** Business day of a hall, `YYYY-MM-DD`, decided by the platform in the hall's own zone. */
export const businessDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export const hallCode = z.string().regex(/^[A-Z0-9][A-Z0-9-]{1,31}$/);
/** A station: one seat of the app, e.g. `T2` (terminal), `W02` (window), `M1` (manager), `B1` (board). */
export const stationId = z.string().regex(/^[A-Z][A-Z0-9-]{0,15}$/);
/** The platform's own seat: what it says by itself bears this name in every hall. No link can sit there. */
export const platformStation = 'PLATFORM';
/** Born with a station's journal, never reused after a wipe: 16 random lower-case hex digits. */
export const stationEpoch = z.string().regex(/^[0-9a-f]{16}$/);
/** Gap-free number of a command within (station, epoch), from 1. */
export const commandNumber = z.number().int().min(1);
export const windowId = z.string().regex(/^[A-Z][A-Z0-9]{0,7}$/);
/** Queue letter, e.g. `A`. */
export const queueId = z.string().regex(/^[A-Z]{1,2}$/);
/** What is printed: `A015` (shared series) or `A2-007` (terminal 2's own series). The truth, T2. */
export const ticketNumber = z.string().regex(/^[A-Z]{1,2}(\d{3,5}|\d{1,2}-\d{3,4})$/);
/** Within one hall-day a ticket is identified by its printed number (T1). */
export const ticketId = ticketNumber;
export const catalogueCode = z.string().regex(/^[A-Z]{1,4}-\d{2,3}$/);
export const staffId = z.string().regex(/^\d{4,8}$/);
/** Day-scoped keyed hash of a document number; opaque to everyone, gone with the day's key. */
export const personRef = z.string().regex(/^[A-Za-z0-9_-]{16,44}$/);

export const stationRoles = ['terminal', 'window', 'manager', 'board'] as const;
export const stationRole = z.enum(stationRoles);

export type StationRole = z.infer<typeof stationRole>;
export type StationId = z.infer<typeof stationId>;
export type StationEpoch = z.infer<typeof stationEpoch>;
export type WindowId = z.infer<typeof windowId>;
export type QueueId = z.infer<typeof queueId>;
export type TicketNumber = z.infer<typeof ticketNumber>;
export type StaffId = z.infer<typeof staffId>;

/** Words in the two languages the product speaks. */
export const words = z.object({ zh: z.string().min(1), en: z.string().min(1) });
export type Words = z.infer<typeof words>;
