/** Draws one face of a scene; `shoot.ts` serves it. Not part of the product. */
import { createRoot } from 'react-dom/client';
import type { Bridge, StationConfig } from '../../../domain/contracts/bridge.ts';
import type { ReadCode } from '../../../domain/ticket-code.ts';
import { BoardFace } from '../../../renderer/board/board-face.tsx';
import { installTokens } from '../../../renderer/design/tokens.ts';
import { EngineProvider } from '../../../renderer/engine/use-engine.tsx';
import { StaffFace } from '../../../renderer/staff/staff-face.tsx';
import { WindowFace } from '../../../renderer/window/window-face.tsx';
import { WordsProvider } from '../../../renderer/words/words.tsx';
import { type EngineScene, ScriptedEngine } from './scripted-engine.ts';
import '../../../renderer/design/base.css';
import '../../../renderer/design/components.css';

interface Scene {
	face: 'window' | 'board';
	station: string;
	language: 'zh-CN' | 'en';
	engine: EngineScene;
	scan?: ReadCode;
}

const name = new URLSearchParams(location.search).get('scene') ?? '';
const config = (await (await fetch('/look/config.json')).json()) as StationConfig;
const scene = (await (await fetch(`/look/scene.json?name=${name}`)).json()) as Scene;
const engine = new ScriptedEngine(scene.engine);
Object.assign(window, { engine });
const { scan } = scene;
if (scan) {
	engine.read = scan;
	const scanner: Pick<Bridge, 'onCode' | 'onDevices' | 'onDisk' | 'disk'> = {
		onCode(listener) {
			setTimeout(() => listener({ type: 'code-scanned', device: 'scanner', text: 'TH2:', readAt: 1 }), 100);
			return () => {};
		},
		onDevices: () => () => {},
		onDisk: () => () => {},
		disk: () => new Promise(() => {}),
	};
	Object.assign(window, { tidehall: scanner });
}
installTokens(document, scene.face === 'board' ? 'board' : 'light');
document.documentElement.lang = scene.language;
const face = { face: scene.face, station: scene.station, seats: [], platformUrl: '' };
createRoot(document.getElementById('root') as HTMLElement).render(
	<WordsProvider wording={config.wording} timezone={config.plan.timezone} language={scene.language}>
		<EngineProvider client={engine}>
			{scene.face === 'board' ? (
				<BoardFace config={config} face={face} />
			) : (
				<StaffFace>
					<WindowFace config={config} face={face} />
				</StaffFace>
			)}
		</EngineProvider>
	</WordsProvider>,
);
