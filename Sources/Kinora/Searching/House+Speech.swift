import Foundation
import KinoraPreparation
import KinoraSQLiteSpeech
import ServiceLifecycle

extension House {
    /// What is said in everything that can be played; its file is made when it is first wanted. Where the documents are not in the data folder,
    /// several computers may share that: each keeps a file of its own, because SQLite's locks are not for several.
    func speechFile() -> SpeechFile {
        if case .sqlite = settings.engine { return SpeechFile(path: folders.speech()) }
        return SpeechFile(path: folders.speech(of: ProcessInfo.processInfo.hostName))
    }

    /// Keeps what is said true to what can be played. Not in safe mode.
    func speechServices(_ file: SpeechFile) -> [any Service] {
        guard !settings.isSafe else { return [] }
        let keeper = SpeechKeeper(store: store, file: file, packages: folders.packages, time: time, logger: logger("speech"))
        return [
            LongWork {
                defer { try? file.close() }
                try await keeper.run()
            }
        ]
    }
}
