/** Draws the manager's face in a scene; `shoot.ts` serves it. Not part of the product. */
import { createRoot } from 'react-dom/client';
import type { StationConfig } from '../../../domain/contracts/bridge.ts';
import { installTokens } from '../../../renderer/design/tokens.ts';
import { EngineProvider } from '../../../renderer/engine/use-engine.tsx';
import '../../../renderer/manager/manager.css';
import { ManagerFace } from '../../../renderer/manager/manager-face.tsx';
import { StaffFace } from '../../../renderer/staff/staff-face.tsx';
import { WordsProvider } from '../../../renderer/words/words.tsx';
import { ScriptedEngine } from '../../window/look/scripted-engine.ts';
import type { ManagerScene } from './scenes.ts';
import '../../../renderer/design/base.css';
import '../../../renderer/design/components.css';

const query = new URLSearchParams(location.search);
const config = (await (await fetch('/look/config.json')).json()) as StationConfig;
const scene = (await (await fetch(`/look/scene.json?name=${query.get('scene')}`)).json()) as ManagerScene;
const language = query.get('lang') === 'en' ? 'en' : 'zh-CN';
const engine = new ScriptedEngine(scene.engine);
Object.assign(engine, {
	log: () => scene.log,
	tideDesk: async (_: string, request: { do: string }) =>
		(request.do === 'plans' && scene.week?.plans) || (scene.look ?? { ok: false, code: 'tide-off' }),
	...(scene.people
		? {
				staffDesk: async (_: string, { do: deed }: { do: string }) => ({
					...scene.people?.desk,
					codes:
						deed === 'reset' ? [{ staff: '0318', name: '陈芳', code: '7K2QX-9BDFT', until: Date.parse('2026-11-26T10:20:00+08:00') }] : [],
				}),
				ownAccount: async (_: string, { do: deed }: { do: string }) => ({
					...scene.people?.own,
					...(deed === 'second-begin'
						? {
								key: {
									secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
									address: 'otpauth://totp/hall:9001?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
								},
							}
						: {}),
				}),
				signedIn: () => ({ staff: '0001', name: '', roles: scene.people?.roles }),
			}
		: {}),
	historyDesk: async () => scene.week?.past ?? { ok: false, code: 'no-day' },
});
const { watching } = scene;
if (watching)
	Object.assign(engine, {
		signedIn: () => ({ staff: watching.staff, name: '', roles: watching.roles }),
		watchDesk: async () => ({ ok: true, alarms: watching.alarms, undelivered: watching.undelivered }),
		auditDesk: async (_: string, request: { do: string }) => (request.do === 'verify' ? watching.verified : watching.page),
	});
Object.assign(window, { engine });
installTokens(document, 'light');
document.documentElement.lang = language;
createRoot(document.getElementById('root') as HTMLElement).render(
	<WordsProvider wording={config.wording} timezone={config.plan.timezone} language={language}>
		<EngineProvider client={engine}>
			<StaffFace>
				<ManagerFace station="M1" catalogue={config.catalogue} />
			</StaffFace>
		</EngineProvider>
	</WordsProvider>,
);
