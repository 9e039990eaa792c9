import { liveThrough } from './fixed-lives.ts';

liveThrough('first', 1_000_000);
