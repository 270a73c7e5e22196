//! Progress of long reads, for clients that ask for it.

use std::sync::atomic::{AtomicUsize, Ordering};

use futures::FutureExt as _;
use futures::future::BoxFuture;
use rmcp::RoleServer;
use rmcp::model::{ProgressNotificationParam, ProgressToken};
use rmcp::service::{Peer, RequestContext};
use tools::Progress;

/// Tells a client how many rows have been read, where its call carries a progress token.
pub struct ClientProgress {
    listener: Option<(Peer<RoleServer>, ProgressToken)>,
    told: AtomicUsize,
}

impl ClientProgress {
    /// The progress of this call.
    pub fn of(context: &RequestContext<RoleServer>) -> Self {
        let token = context.meta.get_progress_token();
        Self {
            listener: token.map(|token| (context.peer.clone(), token)),
            told: AtomicUsize::new(0),
        }
    }
}

impl Progress for ClientProgress {
    fn rows(&self, rows: usize) -> BoxFuture<'_, ()> {
        async move {
            // Progress must grow from one notification to the next (MCP, Progress).
            let before = self.told.fetch_max(rows, Ordering::Relaxed);
            let Some((peer, token)) = self.listener.as_ref().filter(|_| rows > before) else {
                return;
            };
            #[allow(clippy::cast_precision_loss, reason = "no list has 2^52 rows")]
            let progress = ProgressNotificationParam::new(token.clone(), rows as f64)
                .with_message(format!("{rows} rows read"));
            // A client that does not listen any more is no reason to stop reading for it: the end of
            // the request itself says when to stop.
            let _ = peer.notify_progress(progress).await;
        }
        .boxed()
    }
}
