/** 一套材料: of each, whether it is photographed here, brought on paper, brought later, or not needed. */
import { ArrowRight, Camera, FileClock, FileText, ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import type { NoticeMaterial } from '../../../domain/notice/materials.ts';
import { Key } from '../../design/key.tsx';
import { Chip } from '../../design/status-chip.tsx';
import { useSay, useWords } from '../../words/words.tsx';
import { Frame } from '../frame.tsx';
import { useTerminal } from '../terminal-context.ts';
import { useForm } from './form-place.tsx';
import type { FormScreen } from './form-screen.ts';
import type { MaterialHow } from './material-choice.ts';
import { waysOf } from './material-choice.ts';
import { WhoseCard } from './whose-card.tsx';

const icons: Record<MaterialHow, ReactNode> = {
	attached: <Camera size={36} aria-hidden="true" />,
	'on-paper': <FileText size={36} aria-hidden="true" />,
	later: <FileClock size={36} aria-hidden="true" />,
	'not-needed': <ShieldCheck size={36} aria-hidden="true" />,
};

export function MaterialsScreen({ screen }: { screen: Extract<FormScreen, { at: 'materials' }> }) {
	const words = useWords('form');
	const { send, station } = useTerminal();
	const { desk, view, laid } = useForm();
	const { choice, priority } = screen;
	if (view.stage !== 'open') return null;
	if (laid !== null) return <WhoseCard />;
	const asked = view.materials.filter((one) => waysOf(one).length > 1);
	const given = view.materials.length - asked.length;
	return (
		<Frame
			title={words('materials.title')}
			lead={words('materials.lead', { count: asked.length })}
			step="fill"
			dense
			foot={
				<Key
					className="primary"
					kind="filled"
					onClick={() => {
						void desk.save();
						send({ type: 'went', to: { at: 'check', choice, priority } });
					}}
				>
					{words('materials.go')}
					<ArrowRight size={52} aria-hidden="true" />
				</Key>
			}
		>
			{station.camera === undefined && <p className="hint">{words('camera.noneHere')}</p>}
			<ul className="materials">
				{asked.map((one) => (
					<Material
						key={one.material.code}
						one={one}
						camera={station.camera !== undefined}
						photograph={() => send({ type: 'went', to: { at: 'camera', choice, priority, material: one.material.code } })}
					/>
				))}
			</ul>
			{given > 0 && <p className="hint">{words('materials.given', { count: given })}</p>}
		</Frame>
	);
}

function Material({ one, camera, photograph }: { one: NoticeMaterial; camera: boolean; photograph: () => void }) {
	const words = useWords('form');
	const say = useSay();
	const { desk, view } = useForm();
	if (view.stage !== 'open') return null;
	const { code } = one.material;
	const how = view.how[code] ?? 'on-paper';
	const pages = view.attachments.filter(({ material }) => material === code).length;
	const why = one.cases[0]?.when;
	const ways = waysOf(one).filter((way) => way !== 'attached' || camera || pages > 0);
	return (
		<li className="material" aria-label={say(one.material.name)}>
			<div className="material-name">
				<strong>{say(one.material.name)}</strong>
				{pages > 0 && <Chip tone="ok">{words('materials.pages', { count: pages })}</Chip>}
			</div>
			{why && (
				<p className="material-why" lang="zh-CN">
					{why.zh}
				</p>
			)}
			<div className="ways">
				{ways.map((way) => (
					<Key
						key={way}
						className="way"
						aria-pressed={how === way}
						onClick={() => {
							desk.choose(code, way);
							if (way === 'attached') photograph();
						}}
					>
						{icons[way]}
						{words(way === 'not-needed' ? (one.exemptVia === null ? 'ways.not-my-case' : 'ways.exempt') : `ways.${way}`, {
							days: one.tolerant?.withinWorkdays ?? 0,
						})}
					</Key>
				))}
			</div>
		</li>
	);
}
