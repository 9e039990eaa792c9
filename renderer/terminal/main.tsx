/** Start of the terminal face. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../design/base.css';
import '../design/components.css';
import './terminal.css';
import { againAfterMs, MendsItself } from '../design/mends-itself.tsx';
import { installTokens } from '../design/tokens.ts';
import { connectEngineClient } from '../engine/client.ts';
import { EngineProvider } from '../engine/use-engine.tsx';
import { ServiceDoor } from '../technician/service-door.tsx';
import { WordsProvider } from '../words/words.tsx';
import { NoConfiguration } from './no-configuration.tsx';
import { Terminal } from './terminal.tsx';

const container = document.getElementById('root');
if (container === null) throw new Error('terminal.html has no #root');
const root = createRoot(container);
installTokens(document, 'light');

async function start() {
	const { client, config, face } = await connectEngineClient();
	const station = config.plan.stations.find((one) => one.id === face.station && one.role === 'terminal');
	if (station === undefined) throw new Error('no-such-station');
	root.render(
		<StrictMode>
			<EngineProvider client={client}>
				<WordsProvider wording={config.wording} timezone={config.plan.timezone}>
					<MendsItself broken={<NoConfiguration code="face-failed" />}>
						<Terminal plan={config.plan} catalogue={config.catalogue} devices={config.devices} station={station} />
					</MendsItself>
					<ServiceDoor />
				</WordsProvider>
			</EngineProvider>
		</StrictMode>,
	);
}

// A terminal nobody looks after mends itself when its machine does.
start().catch((error: unknown) => {
	const code = error instanceof Error && /^[a-z0-9-]{1,60}$/.test(error.message) ? error.message : 'face-failed';
	window.tidehall?.note({ code }).catch(() => {});
	root.render(<NoConfiguration code={code} />);
	setTimeout(() => window.location.reload(), againAfterMs);
});
