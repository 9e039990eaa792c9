/** What is waited for in a page of jsdom comes when the machine gets round to it: a busy one needs more than the usual second. */
import { configure } from '@testing-library/react';

configure({ asyncUtilTimeout: 30_000 });
