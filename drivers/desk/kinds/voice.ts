import { createVoiceBox } from '../../voice/voice-box.ts';
import type { MakeDevice } from '../device.ts';

export const makeVoice: MakeDevice<'voice'> = (declaration, { base }) => {
	const driver = createVoiceBox({ ...declaration, ...base });
	return { driver, say: ({ job, text }) => driver.say(job, text) };
};
