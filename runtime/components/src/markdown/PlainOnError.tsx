import { Component, type ReactNode } from "react";

/** Shows a text as it is written where drawing it as Markdown fails, e.g. because it nests deeper than the stack; give it the text as key. */
export class PlainOnError extends Component<{ text: string; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <pre>{this.props.text}</pre> : this.props.children;
  }
}
