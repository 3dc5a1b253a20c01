import { testHost } from './host';

export default testHost('next', 'postgresql');
