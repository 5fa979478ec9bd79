import KinoraViewing

/// What the website asks about who may watch and what was watched.
package struct Watching: Sendable {
    let permission: WatchPermission
    let recorder: any WatchRecorder
    let history: WatchHistory
    let list: MyList
    let trend: WatchTrend
    let desk: any WatchDesk

    package init(
        permission: WatchPermission, recorder: any WatchRecorder, history: WatchHistory, list: MyList, trend: WatchTrend,
        desk: any WatchDesk
    ) {
        self.permission = permission
        self.recorder = recorder
        self.history = history
        self.list = list
        self.trend = trend
        self.desk = desk
    }
}
