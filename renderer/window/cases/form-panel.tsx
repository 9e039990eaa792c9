/** The form and what is attached to it, beside the materials. Values are masked; each look at one in full has a reason and leaves a record. */
import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { lookReasons } from '../../../domain/contracts/case-desk.ts';
import type { BookField, CatalogueBook } from '../../../domain/contracts/catalogue-book.ts';
import { useSay, useWords } from '../../words/words.tsx';
import { Panel } from '../panel.tsx';
import type { ApplicationLook, LookReason } from './use-application.ts';

/** A value in full goes after so long, whether anybody looks or not. */
const shownForMs = 30_000;

export function FormPanel({ look, book, onClose }: { look: ApplicationLook; book: CatalogueBook | null; onClose: () => void }) {
	const say = useWords('cases');
	const inWords = useSay();
	const [reason, setReason] = useState<LookReason>('in-hand');
	const [shown, setShown] = useState<{ field: string; value: string } | null>(null);
	const [picture, setPicture] = useState<{ id: string; url: string } | null>(null);
	useEffect(() => {
		if (!shown) return;
		const timer = setTimeout(() => setShown(null), shownForMs);
		return () => clearTimeout(timer);
	}, [shown]);
	useEffect(() => () => (picture ? URL.revokeObjectURL(picture.url) : undefined), [picture]);
	const { fetched, problem } = look;
	const fieldOf = (key: string) => book?.fields.find((field) => field.key === key);
	const nameOf = (material: string) => {
		const found = book?.materials.find(({ code }) => code === material);
		return found ? inWords(found.name) : material;
	};

	async function open(id: string) {
		const file = await look.attachment(id, reason);
		if (file) setPicture({ id, url: URL.createObjectURL(file) });
	}
	async function reveal(field: string) {
		if (shown?.field === field) return setShown(null);
		const value = await look.reveal(field, reason);
		if (value !== null && value !== undefined) setShown({ field, value: inText(value, fieldOf(field)) });
	}

	return (
		<Panel title={say('form.title')} hint={say('form.hint')} onClose={onClose}>
			{fetched.stage === 'none' && <p>{say('form.none')}</p>}
			{fetched.stage === 'loading' && <p role="status">{say('form.loading')}</p>}
			{fetched.stage === 'failed' && <p role="status">{say(`form.${fetched.code}`, { station: fetched.station })}</p>}
			{fetched.stage === 'there' && (
				<>
					<div className="form-why">
						<span>{say('form.why')}</span>
						<Select
							aria-label={say('form.why')}
							value={reason}
							onChange={setReason}
							options={lookReasons.map((value) => ({ value, label: say(`form.reasons.${value}`) }))}
						/>
					</div>
					{problem && (
						<p role="status" className="decision-note" data-tone="wait">
							{say(`form.${problem}`)}
						</p>
					)}
					<dl className="form-values">
						{fetched.papers.fields.map(({ key, value, masked }) => {
							const field = fieldOf(key);
							const name = field ? inWords(field.label) : key;
							return (
								<div key={key}>
									<dt>{name}</dt>
									<dd>
										<span>{shown?.field === key ? shown.value : inText(value, field)}</span>
										{masked && (
											<button
												type="button"
												className="outlined"
												aria-label={`${say(shown?.field === key ? 'form.hide' : 'form.reveal')} ${name}`}
												onClick={() => void reveal(key)}
											>
												{say(shown?.field === key ? 'form.hide' : 'form.reveal')}
											</button>
										)}
									</dd>
								</div>
							);
						})}
					</dl>
					{fetched.papers.attachments.length > 0 && <h3>{say('form.attachments')}</h3>}
					<ul className="form-files">
						{fetched.papers.attachments.map(({ id, material, mediaType }) => (
							<li key={id}>
								<span>{nameOf(material)}</span>
								{mediaType === 'application/pdf' ? (
									<span className="hint">{say('form.pdf')}</span>
								) : (
									<button
										type="button"
										className="outlined"
										aria-label={`${say('form.open')} ${nameOf(material)}`}
										onClick={() => void open(id)}
									>
										{say('form.open')}
									</button>
								)}
								{picture?.id === id && <img src={picture.url} alt={nameOf(material)} />}
							</li>
						))}
					</ul>
				</>
			)}
		</Panel>
	);

	function inText(value: unknown, field: BookField | undefined): string {
		if (typeof value === 'boolean') return say(value ? 'form.yes' : 'form.no');
		const one = (each: unknown) => {
			const option = field?.options.find((known) => known.value === String(each));
			return option ? inWords(option.label) : String(each);
		};
		return Array.isArray(value) ? value.map(one).join('、') : one(value);
	}
}
