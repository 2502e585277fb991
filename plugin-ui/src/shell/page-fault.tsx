// Catches a page that breaks while it is drawn: the frame stays, and the page can be tried again.
import { Component, type ComponentChildren } from 'preact';
import { FaultNotice } from '../ui/notice.tsx';

interface State {
  readonly fault: unknown;
}

export class PageFault extends Component<{ readonly children: ComponentChildren }, State> {
  override state: State = { fault: null };

  static override getDerivedStateFromError(fault: unknown): State {
    return { fault };
  }

  override render() {
    const { fault } = this.state;
    if (fault === null) return this.props.children;
    return <FaultNotice fault={fault} tryAgain={() => this.setState({ fault: null })} />;
  }
}
