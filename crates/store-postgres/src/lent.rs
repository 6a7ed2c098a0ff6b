//! A connection that is lent for one call, and only given back when the call has ended.
//!
//! A visitor who leaves drops the request in the middle of it. The driver then hardly knows what the
//! server is about to say, and the next who gets that connection may wait for ever: so it is closed,
//! and the server undoes what was not committed.

use std::ops::{Deref, DerefMut};
use std::time::Duration;

use leadgate_store::StoreError;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnection, PgPool};
use sqlx::{Error, Postgres};
use tokio::time::timeout;

use crate::error::{no_answer, store_error};

/// How long a call waits for the server's answer: longer than the server gives any statement, so
/// this ends only what nobody answers, such as a network that swallows everything.
const ANSWER_MAX: Duration = Duration::from_secs(20);

/// A connection on loan.
pub(crate) struct Lent {
    connection: PoolConnection<Postgres>,
    is_answered: bool,
}

impl Lent {
    pub(crate) async fn by(pool: &PgPool) -> Result<Self, StoreError> {
        Ok(Self {
            connection: pool.acquire().await.map_err(store_error)?,
            is_answered: false,
        })
    }
}

impl Deref for Lent {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.connection
    }
}

impl DerefMut for Lent {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.connection
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if !self.is_answered {
            self.connection.close_on_drop();
        }
    }
}

/// Waits for what was asked of the server, within bounds.
pub(crate) async fn answer<Answer>(
    asked: impl Future<Output = (Lent, Result<Answer, Error>)>,
) -> Result<Answer, StoreError> {
    let (mut lent, answer) = timeout(ANSWER_MAX, asked).await.map_err(|_| no_answer())?;
    lent.is_answered = true;
    answer.map_err(store_error)
}

/// Runs `step` on a connection and waits for the answer, within bounds.
macro_rules! answered {
    ($outbox:ident, $step:path $(, $argument:expr)* $(,)?) => {{
        let mut lent = $crate::lent::Lent::by(&$outbox.pool).await?;
        $crate::lent::answer(async move {
            let answer = $step(&mut lent $(, $argument)*).await;
            (lent, answer)
        })
        .await
    }};
}

pub(crate) use answered;
