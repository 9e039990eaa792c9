/** What a manager's seat may ask of the tide, whether the hall has one or not. */
import type { TideKeeper } from './tide-keeper.ts';

export type TideDesk = Pick<TideKeeper, 'ask'>;
