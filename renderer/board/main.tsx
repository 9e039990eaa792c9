import { startFace } from '../staff/start-face.tsx';
import { BoardFace } from './board-face.tsx';

void startFace('board', ({ config, face }) => <BoardFace config={config} face={face} />);
