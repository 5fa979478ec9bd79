import ArgumentParser

/// What is measured inside the process: `Benchmarks/run` calls it and compares with peers.
@main
struct KinoraBenchmarks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kinora-benchmarks",
        subcommands: [
            Rescan.self, Names.self, Stores.self, Hold.self, Heartbeats.self, Deliver.self, RecommendationSpeed.self, SpeechSpeed.self,
        ])
}
