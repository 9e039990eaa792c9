import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { ledProfile, ratingPadProfile } from '../../domain/contracts/device-profiles.ts';

const shipped = (place: string): unknown => parse(readFileSync(new URL(`../../config/devices/${place}`, import.meta.url), 'utf8'));

/** Profiles that come with the product, for devices described by data. */
export const testPad = ratingPadProfile.parse(shipped('rating-pads/test-pad.yaml'));
export const panel = ledProfile.parse(shipped('led/ascii-panel.yaml'));
