import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { ledProfile, ratingPadProfile } from '../../../domain/contracts/device-profiles.ts';

const shipped = (place: string): unknown => parse(readFileSync(new URL(`../../../config/devices/${place}`, import.meta.url), 'utf8'));

/** The shipped profiles, as the product reads them. */
export const testPad = ratingPadProfile.parse(shipped('rating-pads/test-pad.yaml'));
export const asciiPanel = ledProfile.parse(shipped('led/ascii-panel.yaml'));

const named = z.object({ id: z.string(), hex: z.string() });
const vectors = z.object({
	scanners: z.object({
		honeywell: z.array(named),
		zebraSsi: z.array(named),
		newland: z.array(named),
		gm65: z.array(named),
		payloadExamples: z.array(z.object({ hex: z.string(), suffix: z.string(), payload: z.string(), encoding: z.string().optional() })),
	}),
	voice: z.object({
		syn6288: z.array(named.extend({ text: z.string().optional() })),
		xfs5152: z.array(named.extend({ text: z.string().optional() })),
		replies: z.record(z.string(), z.string()),
	}),
	evaluatorDemoProfile: z.object({ frames: z.array(named.extend({ rating: z.number().optional() })) }),
});
/** Golden bytes of the devices without cards and paper. */
export const padVectors = vectors.parse(JSON.parse(readFileSync(new URL('../../golden/device-vectors.json', import.meta.url), 'utf8')));
