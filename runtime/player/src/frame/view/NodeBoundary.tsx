import { Component, type ReactNode } from "react";
import type { FrameMessages } from "../text/messages.ts";

interface Props {
  name: string;
  messages: FrameMessages;
  /** A new one means new values: the component gets another chance. */
  resetKey: unknown;
  onError: (message: string) => void;
  children: ReactNode;
}

interface State {
  error: string | null;
  key: unknown;
}

/** Keeps a component that throws from taking the page with it. */
export class NodeBoundary extends Component<Props, State> {
  override state: State = { error: null, key: this.props.resetKey };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error: error instanceof Error ? error.message : String(error) };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.resetKey === state.key ? null : { error: null, key: props.resetKey };
  }

  override componentDidCatch(error: unknown): void {
    this.props.onError(error instanceof Error ? error.message : String(error));
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    const { messages, name } = this.props;
    return (
      <div className="tessera-missing" role="alert">
        {messages.crashed(name)}
        <button type="button" onClick={() => this.setState({ error: null })}>{messages.retry}</button>
        <pre>{error}</pre>
      </div>
    );
  }
}
