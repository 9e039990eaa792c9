/** The one channel between the page of a first start and the main process; alone here, because a preload carries what it imports. */
export const setUpChannel = 'tidehall:set-up';
