import { DataService } from "dasedeck";

export default class BlocksInConstructor extends DataService {
  constructor() {
    super();
    for (;;);
  }
}
