import type { Policy } from './replay.ts';
import { awayRule, plainRule } from './tide-hall.ts';

/** Today's signs all day. */
export const staticSigns: Policy = { rule: plainRule, signs: ({ hall }) => hall.windows.map((window) => window.home) };
/** As many queues on each sign as are allowed, all day. */
export const staticSets: Policy = { rule: awayRule, signs: ({ staticSets: sets }) => sets };
