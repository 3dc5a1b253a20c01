import { keepErrors } from '@/components/early-errors';

// Next runs this before anything of a page does.
keepErrors();
