import Foundation
import Synchronization

/// Tells what time it is. Rules ask a time source and never the system, so that tests can choose the moment.
package protocol TimeSource: Sendable {
    var now: Moment { get }
}

/// The computer's own clock. The only place in Kinora that asks for the present date.
package struct SystemTime: TimeSource {
    package init() {}

    package var now: Moment { Moment(Date()) }
}

/// A clock that stands still until it is told to go on.
package final class StoppedTime: TimeSource {
    private let moment: Mutex<Moment>

    package init(at moment: Moment) {
        self.moment = Mutex(moment)
    }

    package var now: Moment { moment.withLock { $0 } }

    package func advance(by duration: Duration) {
        moment.withLock { $0 = $0 + duration }
    }
}
