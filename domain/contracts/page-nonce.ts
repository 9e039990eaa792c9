/** What a built page carries where the nonce of one answer goes. The builder writes it; whoever serves a page puts a fresh nonce in its place. */
export const noncePlace = 'PAGE-NONCE';
