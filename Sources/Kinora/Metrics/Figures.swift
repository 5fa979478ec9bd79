import KinoraGate
import KinoraKernel
import Logging
import ServiceLifecycle

/// What a running server counts.
struct Figures: Sendable {
    let requests = RequestMeter()
    let quick = QuickMeter()
}

extension House {
    /// Where figures are collected; nothing where the owner wants none.
    func metricsServices(_ figures: Figures) -> [any Service] {
        guard let door = settings.serving.metrics else { return [] }
        let metrics = Metrics(requests: figures.requests, quick: figures.quick, store: store, began: time.now)
        return [MetricsDoor(metrics: metrics, host: door.host, port: door.port, logger: logger("metrics"))]
    }

    /// Where each request is written down; nil where the owner wants that not.
    var accessLog: Logger? { settings.serving.hasAccessLog ? logger("access", at: .info) : nil }
}
