/**
 * `node scripts/run.mjs node config/make-booking-token.ts`: makes a new token for the city's booking front end and prints it once, with its hash
 * for `reservation.frontEnd.tokenHash` of `hall.yaml`.
 */
import { randomBytes } from 'node:crypto';
import { hashBookingToken } from './booking-token.ts';

const token = randomBytes(32).toString('base64url');
process.stdout.write(
	`Token for the front end (shown once, keep it secret): ${token}\nFor hall.yaml: tokenHash: "${hashBookingToken(token)}"\n`,
);
