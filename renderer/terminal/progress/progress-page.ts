import type { ShownProgress } from '../../../domain/contracts/progress.ts';

export type ProgressPage = { is: 'ask' } | { is: 'found'; found: ShownProgress[] } | { is: 'away' };
