//! What is promised to attempts that end at the same moment.

use leadgate_store::{AttemptResult, Claim, Finished};
use tokio::task::JoinHandle;

use super::*;

impl Fixture {
    /// Ten leads, claimed.
    async fn claims(&self) -> Vec<Claim> {
        self.accept_all((0..10).map(lead).collect())
            .await
            .join_all()
            .await;
        self.store
            .claim("crm", 1, 1000, 10, "worker")
            .await
            .unwrap()
    }

    /// Begins to write ends down, and returns when all of them wait in the queue.
    async fn finish_all(
        &self,
        ends: impl IntoIterator<Item = (&Claim, AttemptResult)>,
    ) -> Vec<JoinHandle<Result<Finished, StoreError>>> {
        let mut finishing = Vec::new();
        for (claim, result) in ends {
            let (store, claim) = (self.store.clone(), claim.clone());
            let finished = async move { store.finish(&claim, result, 5).await };
            finishing.push(tokio::spawn(begun(finished).await));
        }
        finishing
    }
}

fn delivered() -> AttemptResult {
    AttemptResult::Delivered { remote_id: None }
}

fn dead() -> AttemptResult {
    AttemptResult::Dead {
        reason: "refused".into(),
    }
}

#[tokio::test]
async fn attempts_that_end_at_the_same_moment_are_written_together_and_each_by_its_own_claim() {
    let fixture = Fixture::new().await;
    let mut claims = fixture.claims().await;
    // It was overtaken, and the last one ends twice.
    claims[0].fence -= 1;
    let mut ends: Vec<_> = claims.iter().map(|claim| (claim, delivered())).collect();
    ends.push((&claims[9], dead()));
    let before = fixture.commits();
    let other = fixture.lock();
    let finishing = fixture.finish_all(ends).await;
    unlock(other);
    let mut answers = Vec::new();
    for finishing in finishing {
        answers.push(finishing.await.unwrap().unwrap());
    }
    let lost = [Finished::LostLease];
    assert_eq!(answers[..1], lost);
    assert_eq!(answers[1..10], [Finished::Recorded; 9]);
    assert_eq!(answers[10..], lost);
    let commits = fixture.commits() - before;
    assert!((1..=2).contains(&commits), "{commits} commits");
    let counts = fixture.store.counts().await.unwrap();
    assert_eq!((counts.delivered, counts.pending, counts.dead), (9, 1, 0));
}

#[tokio::test]
async fn an_end_that_is_refused_takes_no_neighbour_along() {
    let fixture = Fixture::new().await;
    let claims = fixture.claims().await;
    fixture
        .change(
            "create trigger refuse before update on deliveries
            when new.state = 'dead'
            begin select raise(abort, 'refused'); end",
        )
        .await;
    let ends = claims.iter().enumerate().map(|(at, claim)| match at {
        4 => (claim, dead()),
        _ => (claim, delivered()),
    });
    let other = fixture.lock();
    let finishing = fixture.finish_all(ends).await;
    unlock(other);
    for (at, finishing) in finishing.into_iter().enumerate() {
        let answer = finishing.await.unwrap();
        if at == 4 {
            assert!(matches!(answer, Err(StoreError::Corrupt(_))), "{answer:?}");
        } else {
            assert_eq!(answer, Ok(Finished::Recorded), "{at}");
        }
    }
    let counts = fixture.store.counts().await.unwrap();
    assert_eq!((counts.delivered, counts.pending), (9, 1));
}
