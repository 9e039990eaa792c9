import { z } from 'zod';
import { guideTopic, guideWords } from '../../domain/contracts/guide-words.ts';

const { fillers, service, together, everyday, english, sayings } = guideWords.shape;
/** `official` and `urgent` may be left out. */
const topic = guideTopic.omit({ official: true, urgent: true }).extend({
	official: guideTopic.shape.official.default(false),
	urgent: guideTopic.shape.urgent.default(null),
});

/** `guide/words.yaml`: how people say it. */
export const guideWordsFile = z.strictObject({ schema: z.literal('guide-words/1'), fillers, service, together, everyday, english });
/** `guide/sayings.yaml`: what people say for one item or theme. */
export const guideSayingsFile = z.strictObject({ schema: z.literal('guide-sayings/1'), sayings });
/** `guide/topics.yaml`: what belongs elsewhere. */
export const guideTopicsFile = z.strictObject({ schema: z.literal('guide-topics/1'), topics: z.array(topic.strict()) });

/** `guide.yaml` beside a hall's `hall.yaml`: any of it, added to what the product knows; a topic with a known code takes its place. */
export const hallGuideFile = z.strictObject({
	schema: z.literal('guide/1'),
	fillers: fillers.optional(),
	service: service.optional(),
	together: together.optional(),
	everyday: everyday.optional(),
	english: english.optional(),
	sayings: sayings.optional(),
	topics: z.array(topic.strict()).optional(),
});
export type HallGuideFile = z.infer<typeof hallGuideFile>;
