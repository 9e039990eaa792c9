import { liveThrough } from './fixed-lives.ts';

liveThrough('second', 1_000_000);
