/** 为什么要填: purpose, basis, who sees it and how long, from the purpose register, for the fields on the page. */
import { HelpCircle } from 'lucide-react';
import { useState } from 'react';
import type { FormField } from '../../../domain/form/form.ts';
import { Key } from '../../design/key.tsx';
import { useLanguage, useSay, useWords } from '../../words/words.tsx';
import { useForm } from './form-place.tsx';

export function Why({ fields }: { fields: readonly FormField[] }) {
	const words = useWords('form');
	const say = useSay();
	const { language } = useLanguage();
	const { book } = useForm();
	const [open, setOpen] = useState(false);
	const keys = new Set(fields.map(({ key }) => key));
	const reasons = (book?.purposes ?? []).filter((purpose) => purpose.fields.some((key) => keys.has(key)));
	if (reasons.length === 0) return null;
	return (
		<section className="why">
			<Key className="small-key" kind="plain" aria-expanded={open} onClick={() => setOpen(!open)}>
				<HelpCircle size={40} aria-hidden="true" />
				{words(open ? 'why.close' : 'why.open')}
			</Key>
			{open &&
				reasons.map((purpose) => (
					<dl key={purpose.id} className="why-reason">
						<dt>
							{fields
								.filter(({ key }) => purpose.fields.includes(key))
								.map(({ label }) => say(label))
								.join(words('comma'))}
						</dt>
						<dd>{say(purpose.why)}</dd>
						<dd>
							{words('why.seenBy', { who: purpose.seenBy.map((who) => words(`why.who.${who}`)).join(words('comma')) })}
							{words('why.kept', { days: purpose.keptDays })}
						</dd>
						<dd lang={purpose.basis.en === null ? 'zh-CN' : undefined}>
							{words('why.basis')}
							{language === 'en' ? (purpose.basis.en ?? purpose.basis.zh) : purpose.basis.zh}
						</dd>
					</dl>
				))}
		</section>
	);
}
