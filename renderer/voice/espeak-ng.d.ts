declare module 'espeak-ng' {
	interface EspeakOptions {
		arguments: string[];
		instantiateWasm?: (
			imports: WebAssembly.Imports,
			done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
		) => Record<string, never>;
		print?: (line: string) => void;
		printErr?: (line: string) => void;
	}
	interface EspeakRun {
		FS: { readFile(path: string): Uint8Array };
	}
	export default function espeak(options: EspeakOptions): Promise<EspeakRun>;
}
