/// <reference path="./espeak-ng.d.ts" />
/**
 * The packaged voice: eSpeak NG as WebAssembly, in Mandarin and English. The program runs once per sentence and writes a WAVE file into its own
 * memory file system; the module is compiled once by the caller. Nothing leaves the machine.
 */
import espeak from 'espeak-ng';
import { readWave, type Sound } from './wave.ts';

const waveFile = '/sentence.wav';
/** Words a minute, as eSpeak counts them: about 200 Chinese characters. */
const speed = '150';

export type VoiceLanguage = 'zh-CN' | 'en';
const voices = { 'zh-CN': 'cmn', en: 'en' } satisfies Record<VoiceLanguage, string>;

/** Rejects with `voice-failed` when no sound came out. */
export async function synthesise(module: WebAssembly.Module, sentence: string, language: VoiceLanguage): Promise<Sound> {
	const run = await new Promise<{ FS: { readFile(path: string): Uint8Array } }>((resolve, reject) => {
		espeak({
			// Letters alone between spaces are read by their English names, which is how halls read queue letters.
			arguments: ['-v', voices[language], '-s', speed, '-w', waveFile, sentence],
			instantiateWasm(imports, done) {
				WebAssembly.instantiate(module, imports).then((instance) => done(instance, module), reject);
				return {};
			},
			print: () => {},
			printErr: () => {},
		}).then(resolve, reject);
	});
	const sound = readWave(run.FS.readFile(waveFile));
	if (!sound || sound.samples.length === 0) throw new Error('voice-failed');
	return sound;
}
